export { checkWhoseData } from './whose-data';
export { addParty, spelling, type NewParty } from './add-party';
export { changeSettings } from './change-settings';
export { quorumOf, setQuorum } from './quorum';
export {
  placeVenue,
  setNeighbourhoodMap,
  neighbourhoodMap,
  mapFiles,
  mapPicture,
  type NeighbourhoodMap,
  type MapPoint
} from './neighbourhood-map';
export {
  findParty,
  findVenue,
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
