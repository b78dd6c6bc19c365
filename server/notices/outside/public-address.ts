import { BlockList, isIP } from 'node:net';

// IANA's special-purpose registries (RFC 6890 and after): none of these is a host on the open internet.
const INSIDE_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4']
];
/** Of the one block of IPv6 that is given out for hosts, what leads somewhere else (tunnels into IPv4, documentation). */
const INSIDE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net, bits] = subnet.split('/') as [string, string];
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

const insideV4 = listOf(INSIDE_V4, 'ipv4');
const insideV6 = listOf(INSIDE_V6, 'ipv6');
const hostsV6 = listOf(['2000::/3'], 'ipv6');

/**
 * Whether an IP address is a host on the open internet: no loopback, no local network, no link-local (where clouds keep their
 * secrets), nothing that stands for another address (mapped, translated, tunnelled).
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !insideV4.check(address, 'ipv4');
  if (family === 6) return hostsV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6');
  return false;
}
