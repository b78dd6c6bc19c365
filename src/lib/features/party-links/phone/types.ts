import type { PhoneProps } from '../../publicity/phone/types';

/** What every page of a party's link is given. */
export interface LinkPageProps extends PhoneProps {
  timeZone: string;
  /** ISO */
  now: string;
  party: string;
  community: string;
  /** YYYY-MM-DD: the last day on which the link works */
  until: string;
}
