import { refused } from '$lib/domain/refusal';
import { listVenues, placeVenue, setNeighbourhoodMap, neighbourhoodMap } from '$server/community';
import { permitted, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services } = locals;
  const { communityId } = permitted(locals, 'settings/manage');
  const venues = await listVenues(services, communityId);
  return {
    map: await neighbourhoodMap(services, communityId),
    places: venues.map(({ id, name, x, y }) => ({ id, name, point: x === null || y === null ? null : { x, y } }))
  };
};

export const actions: Actions = {
  picture: async ({ request, locals }) => {
    const file = (await request.formData()).get('picture');
    const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
    const done = await setNeighbourhoodMap(locals.services, signedIn(locals), bytes);
    return refused(done) ? refuse(done, locals.locale) : { done: 'picture' as const };
  },

  place: async ({ request, locals }) => {
    const form = await request.formData();
    const venueId = text(form, 'venueId');
    // An image as a button says where it was pressed, in pixels of the size it is shown at.
    const part = (name: string, whole: string) => Number(text(form, name)) / Number(text(form, whole));
    const inNumbers = { x: Number(text(form, 'left')) / 100, y: Number(text(form, 'top')) / 100 };
    const pressed = { x: part('at.x', 'width'), y: part('at.y', 'height') };
    const point = form.has('off') ? null : form.has('put') ? inNumbers : pressed;
    const done = await placeVenue(locals.services, signedIn(locals), venueId, point);
    return refused(done) ? refuse(done, locals.locale) : { done: 'placed' as const, venueId };
  }
};
