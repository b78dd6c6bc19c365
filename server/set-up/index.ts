export { setUpCommunity, setUpSchema, type SetUp } from './set-up-community';
