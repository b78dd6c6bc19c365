import { createHmac } from 'node:crypto';
import { readHookAnswer, readRobotAnswer } from '$lib/domain/notices/robot-answer';
import { robotBody } from '$lib/domain/notices/robot-message';
import { failed, type Outcome } from '$lib/domain/notices/trouble';
import { letterOf } from './letter';
import type { Mail } from './mail';
import { hookBody, messageOf, type Bundle } from './message';
import { post, type Outside } from './outside/post';
import type { ChannelSecrets } from './channels/secrets';
import type { Sealer } from './secret-key';

export interface Sending {
  outside: Outside;
  mail: Mail | null;
  sealer: Sealer;
  baseUrl: string;
  bundleId: string;
  /** ms */
  now: number;
  stop: AbortSignal;
}

/** Sends one bundle through its channel. Never throws for what the other side does. */
export async function send(bundle: Bundle, secrets: ChannelSecrets, input: Sending): Promise<Outcome> {
  switch (bundle.channel.kind) {
    case 'email':
      if (!input.mail) return failed('unreachable');
      return await unlessStopped(input.stop, input.mail.send(letterOf(bundle, secrets.address, input)));
    case 'webhook':
      return await sendHook(bundle, secrets, input);
    case 'wecom':
    case 'dingtalk':
    case 'feishu':
      return await sendToRobot(bundle.channel.kind, bundle, secrets, input);
    default:
      return failed('shut', { final: true });
  }
}

/** A mail server that hangs must not hold up the end of the process. */
async function unlessStopped(stop: AbortSignal, sending: Promise<Outcome>): Promise<Outcome> {
  let onStop = () => {};
  const stopped = new Promise<Outcome>((resolve) => {
    onStop = () => resolve(failed('broken-off'));
    stop.addEventListener('abort', onStop, { once: true });
  });
  try {
    return await Promise.race([sending, stopped]);
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}

async function sendToRobot(
  robot: 'wecom' | 'dingtalk' | 'feishu',
  bundle: Bundle,
  { address, sign, keyword }: ChannelSecrets,
  { outside, baseUrl, now, stop }: Sending
): Promise<Outcome> {
  const url = new URL(address);
  let body = robotBody(robot, messageOf(bundle, baseUrl, 'group'), keyword);
  if (sign && robot === 'dingtalk') {
    // The secret is the key, the time in milliseconds and the secret are signed; both go into the address.
    url.searchParams.set('timestamp', String(now));
    url.searchParams.set('sign', createHmac('sha256', sign).update(`${now}\n${sign}`).digest('base64'));
  }
  if (sign && robot === 'feishu') {
    // The time in seconds and the secret are the key, nothing is signed with it; both go into the body.
    const timestamp = String(Math.floor(now / 1000));
    body = { timestamp, sign: createHmac('sha256', `${timestamp}\n${sign}`).digest('base64'), ...body };
  }
  const answer = await post(outside, url, JSON.stringify(body), {}, stop);
  return 'sent' in answer ? answer : readRobotAnswer(robot, answer);
}

/** Standard Webhooks 1.0: id, time in seconds and body are signed with the key behind `whsec_`. */
async function sendHook(
  bundle: Bundle,
  { address, sign }: ChannelSecrets,
  { outside, baseUrl, bundleId, now, stop }: Sending
): Promise<Outcome> {
  const body = hookBody(bundle, baseUrl);
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(sign.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${bundleId}.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': bundleId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  const answer = await post(outside, new URL(address), body, headers, stop);
  return 'sent' in answer ? answer : readHookAnswer(answer);
}
