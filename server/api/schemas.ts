import { z } from 'zod';
import { MEETING_KINDS, PHASES } from '$lib/domain/meetings/kind';
import { UPLOAD_KINDS } from '$lib/domain/attachments/upload-limits';
import { itemLine } from './ledger-schemas';
import { moment, named, uuid, words } from './schema-parts';

export * from './acting-schemas';
export * from './calendar-schemas';
export * from './figure-schemas';
export * from './ledger-schemas';
export * from './notice-schemas';
export { components, listQuery, uuid } from './schema-parts';

export const signInInput = named(
  'SignIn',
  z.object({
    username: words(100),
    password: z.string().min(1).max(200).optional(),
    pin: z
      .string()
      .min(1)
      .max(8)
      .optional()
      .meta({ description: 'In the place of the password, on a device where the person has set one' })
  })
);

export const agendaLine = z.object({ title: words(120), minutes: z.number().int().min(0).max(600) });

export const planInput = named(
  'PlanMeeting',
  z.object({
    id: uuid.optional().meta({ description: 'Made by the client, so that a meeting can begin with no network' }),
    title: words(120),
    kind: z.enum(MEETING_KINDS),
    venueId: uuid.nullish(),
    startsAt: moment.optional().meta({ description: 'Now when left out' }),
    agenda: z.array(agendaLine).max(50).optional().meta({ description: 'The template of the kind when left out' })
  })
);

export const meetingOutput = named(
  'Meeting',
  z.object({
    id: uuid,
    title: z.string(),
    kind: z.enum(MEETING_KINDS),
    venueId: uuid.nullable(),
    startsAt: z.string(),
    phase: z.enum(PHASES),
    code: z.string().meta({ description: 'Six characters for /m/ and /screen/' }),
    epoch: z.number().int().meta({ description: 'Of the shared document; a client may send it along as ?epoch=' }),
    document: z
      .string()
      .meta({ description: 'Name of the shared document: /collab/<document> speaks the y-websocket protocol' }),
    closedAt: z.string().nullable()
  })
);

export const meetingPage = named(
  'MeetingPage',
  z.object({ meetings: z.array(meetingOutput), nextCursor: z.string().nullable() })
);

export const closeOutput = named(
  'Closed',
  z.object({
    closedAt: z.string(),
    items: z.array(itemLine),
    unconfirmed: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .meta({ description: 'Issues that nobody confirmed; they stay in the meeting’s record' })
  })
);

export const venueList = named(
  'Venues',
  z.object({
    venues: z.array(z.object({ id: uuid, name: z.string(), kind: z.string(), gridId: z.string().nullable() }))
  })
);

export const partyList = named(
  'Parties',
  z.object({
    parties: z.array(
      z.object({ id: uuid, kind: z.enum(['person', 'organisation']), name: z.string(), title: z.string() })
    )
  })
);

export const uploadQuery = z.object({
  meeting: uuid.meta({ description: 'Of the meeting that it belongs to' }),
  kind: z.enum(UPLOAD_KINDS),
  length: z.coerce.number().int().min(1).meta({ description: 'Bytes of the whole file' }),
  takenAt: moment,
  entry: uuid.optional().meta({ description: 'The line of the diary that it is a picture of' }),
  issue: uuid.optional().meta({ description: 'The issue that it is a picture of' })
});

export const uploadHeaders = z.object({
  'upload-offset': z.coerce.number().int().min(0).meta({ description: 'Where in the file the body begins' })
});

export const uploadOutput = named(
  'UploadState',
  z.object({
    offset: z.number().int().meta({ description: 'Bytes that are durably here' }),
    complete: z.boolean().meta({ description: 'The whole of it is kept' })
  })
);

export const problem = named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    fields: z.record(z.string(), z.string()).optional()
  })
);
