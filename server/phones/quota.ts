import { PHONE_LIMITS } from '$lib/domain/phones/phone-limits';
import { placeOf } from '$lib/domain/phones/place';

/** Counts what comes from one address and one device within an hour; in memory only, so that no address is ever kept. */
export interface Quota {
  /** Seconds to wait; 0: go on, and it is counted. */
  take(what: 'act' | 'message', meetingId: string, phone: Phone): number;
}

/** A resident's phone: its cookie's hash, and where it calls from. */
export interface Phone {
  deviceId: string;
  address: string;
}

const HOUR_MS = 3600_000;
/** Addresses and devices remembered at a time; the oldest go first. */
const MOST_KEYS = 50_000;

interface Window {
  since: number;
  n: number;
  devices: Set<string>;
}

export function createQuota(now: () => Date): Quota {
  const windows = new Map<string, Window>();

  function windowOf(key: string): Window {
    const at = now().getTime();
    const existing = windows.get(key);
    if (existing && at - existing.since < HOUR_MS) return existing;
    windows.delete(key);
    if (windows.size >= MOST_KEYS) windows.delete(windows.keys().next().value!);
    const fresh = { since: at, n: 0, devices: new Set<string>() };
    windows.set(key, fresh);
    return fresh;
  }

  return {
    take(what, meetingId, { deviceId, address }) {
      const at = placeOf(address);
      const place = windowOf(`address ${meetingId} ${at}`);
      const wait = (window: Window) => Math.ceil((window.since + HOUR_MS - now().getTime()) / 1000);
      // Before anything is remembered of the device: a machine that makes itself new ones without end would else push its own
      // address, and everybody's devices, out of memory.
      if (!place.devices.has(deviceId) && place.devices.size >= PHONE_LIMITS.devicesPerAddress) return wait(place);
      const device = windowOf(`device ${meetingId} ${deviceId}`);
      const said = what === 'message' ? windowOf(`said ${meetingId} ${at}`) : null;
      if (device.n >= PHONE_LIMITS.changesPerDevice) return wait(device);
      if (said && said.n >= PHONE_LIMITS.messagesPerAddressPerHour) return wait(said);
      device.n++;
      place.devices.add(deviceId);
      if (said) said.n++;
      return 0;
    }
  };
}
