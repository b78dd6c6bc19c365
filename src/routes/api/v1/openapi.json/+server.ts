import { openApi } from '$server/api';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ url, locals }) =>
  Response.json(openApi(locals.services.config.origin ?? url.origin));
