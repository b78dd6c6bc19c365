import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface MailServer {
  port: number;
  /** As they came over the wire, with their envelope. */
  letters: { from: string; to: string[]; raw: string; secure: boolean }[];
}

/** A mail server on this machine that keeps what it is given, and refuses what a test asks it to. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const letters: MailServer['letters'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.secure || options.onAuth ? [] : ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((one) => one.address),
          raw: Buffer.concat(pieces).toString(),
          secure: session.secure
        });
        done();
      });
    },
    ...options
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { letters, port: (server.server.address() as AddressInfo).port };
}
