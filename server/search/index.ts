export { indexAnew, startIndexing } from './index-anew';
export { searchEverything, type Found, type FoundItem } from './search-everything';
