export { setUpCommunity, setUpSchema } from './set-up';
export { addParty, spelling, type NewParty } from './add-party';
export {
  getCommunity,
  listGrids,
  listParties,
  listVenues,
  timeZoneOf,
  today,
  type CommunityRow,
  type GridRow,
  type PartyRow,
  type VenueRow
} from './queries';
