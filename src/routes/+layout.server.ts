import { chooseTextScale, chooseTheme, APPEARANCE_COOKIES } from '$lib/features/desk/appearance';
import { getCommunity } from '$server/community';
import type { LayoutServerLoad } from './$types';

const FALLBACK_ZONE = 'Asia/Shanghai';

/** What every page stands on: language, look, the community's clock, and who is signed in. */
export const load: LayoutServerLoad = async ({ locals, cookies, route, untrack }) => {
  const { services } = locals;
  // The page that asks for the PIN is kept on the tablet and says nobody's name.
  const caller = untrack(() => route.id) === '/unlock' ? null : locals.caller;
  const community = caller ? await getCommunity(services, caller.communityId) : null;
  return {
    locale: locals.locale,
    theme: chooseTheme(cookies.get(APPEARANCE_COOKIES.theme)),
    textScale: chooseTextScale(cookies.get(APPEARANCE_COOKIES.text)),
    now: services.now().toISOString(),
    timeZone: community?.timeZone ?? FALLBACK_ZONE,
    community: community?.name ?? null,
    caller: caller && { name: caller.name, username: caller.username, role: caller.role, partyId: caller.partyId }
  };
};
