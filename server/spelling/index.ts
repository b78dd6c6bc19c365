export { marker } from './marker';
export { readUnits, spelled } from './read-units';
