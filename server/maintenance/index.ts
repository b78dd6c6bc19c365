export { usedElsewhere } from './used-files';
