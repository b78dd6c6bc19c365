export { createOpen311, errorIn, type Asked, type Given, type Open311, type Resource } from './open311';
