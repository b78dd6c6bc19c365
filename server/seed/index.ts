export { seedCommunity } from './community';
export { castCaller, seedDemo, type DemoNotes } from './demo';
