import { randomUUID } from 'node:crypto';

/** A signed-in caller of the HTTP API, as a script of somebody else's would be. */
export interface Api {
  cookie: string;
  get<T>(path: string): Promise<T>;
  post(path: string, body?: unknown): Promise<Response>;
}

export async function signInByApi(url: string, username: string): Promise<Api> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'stoolside-demo' })
  });
  if (response.status !== 204) throw new Error(`sign-in of ${username} answered ${response.status}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return apiOf(url, cookie);
}

/** The API as whoever these cookies are of. */
export function apiOf(url: string, cookie: string): Api {
  return {
    cookie,
    async get(path) {
      const answer = await fetch(`${url}/api/v1/${path}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
      return await answer.json();
    },
    post(path, body) {
      return fetch(`${url}/api/v1/${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', origin: url },
        body: JSON.stringify(body ?? {})
      });
    }
  };
}

export interface Planned {
  id: string;
  code: string;
}

/** Plans a meeting under an id of the client's own. */
export async function planByApi(
  api: Api,
  title: string,
  more: { kind?: string; venueId?: string } = {}
): Promise<Planned> {
  const id = randomUUID();
  const answer = await api.post('meetings', { id, title, kind: 'stool', ...more });
  if (answer.status !== 201) throw new Error(`planning answered ${answer.status}: ${await answer.text()}`);
  const { code } = (await answer.json()) as { code: string };
  return { id, code };
}
