export { readUnits, spelled } from './read-units';
