export { seedCommunity } from './community';
