import { IDBFactory } from 'fake-indexeddb';

/** The disk of one tablet. It outlives the pages; it can be full for a while. */
export class Disk {
  readonly factory = new IDBFactory() as unknown as globalThis.IDBFactory;
  full = false;

  /** The disk as one page sees it: once the page is killed it can begin nothing more. */
  forPage(): { factory: globalThis.IDBFactory; kill(): void } {
    const life = { dead: false };
    return {
      factory: wrapped(this.factory, () => {
        if (life.dead) throw new DOMException('the page is gone', 'InvalidStateError');
        return this.full;
      }),
      kill: () => void (life.dead = true)
    };
  }
}

/** `check` throws for a dead page, and tells whether writing fails. */
function wrapped(factory: globalThis.IDBFactory, check: () => boolean): globalThis.IDBFactory {
  return new Proxy(factory, {
    get(target, key) {
      if (key !== 'open') return Reflect.get(target, key) as unknown;
      return (name: string, version: number) => {
        check();
        const request = target.open(name, version);
        return new Proxy(request, {
          get: (of, key) => (key === 'result' ? database(of.result, check) : bound(of, key)),
          set: (of, key, value) => Reflect.set(of, key, value)
        });
      };
    }
  });
}

function database(db: IDBDatabase, check: () => boolean): IDBDatabase {
  return new Proxy(db, {
    get(target, key) {
      if (key !== 'transaction') return bound(target, key);
      return (stores: string | string[], mode?: IDBTransactionMode, options?: IDBTransactionOptions) => {
        const full = check() && mode === 'readwrite';
        const work = target.transaction(stores, mode, options);
        // As browsers do it: the transaction begins, and ends in `abort` when the quota is met.
        if (full) queueMicrotask(() => work.abort());
        return work;
      };
    },
    set: (target, key, value) => Reflect.set(target, key, value)
  });
}

function bound(target: object, key: string | symbol): unknown {
  const value = Reflect.get(target, key) as unknown;
  return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
}
