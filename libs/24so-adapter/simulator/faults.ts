/**
 * What can go wrong with one call. "Saved" means that the work is done although the answer tells nothing.
 * `slow` does the work at once and answers late; work that is done late is `dropAndSaveLater`.
 */
export type Fault =
  | { kind: 'dropAfterSaving' }
  | { kind: 'dropBeforeSaving' }
  /** The connection dies at once; the work is done when the simulator's clock has gone on by `ms`. */
  | { kind: 'dropAndSaveLater'; ms: number }
  | { kind: 'html503Saved' }
  | { kind: 'html503NotSaved' }
  /** The session is forgotten and the call refused. Nothing is done. */
  | { kind: 'expireSession' }
  | { kind: 'slow'; ms: number }
  /** Only on SaveBundleList, which can say so in its SaveResponse. Nothing is done. */
  | { kind: 'notAuthenticatedInResponse' }
  | { kind: 'duplicateData' }
  /** HTTP 200 without a body. */
  | { kind: 'emptyAnswer'; saved: boolean }
  /** Half of the answer, then the connection dies. */
  | { kind: 'cutOff'; saved: boolean }
  /** An answer without its `…Result`. */
  | { kind: 'absentResultElement'; saved: boolean }
  /** A SOAP fault with this text. Nothing is done, unless it is said. */
  | { kind: 'soapFault'; text: string; saved?: boolean }
  /** Only on SaveBundleList: a SaveResponse of this type. Nothing is done, unless it is said. */
  | { kind: 'saveResponse'; type: 'SystemError' | 'Exception' | 'NotSaved'; text: string; saved?: boolean }
  | RecordFault;

/**
 * Only on an operation that saves records one by one: this one, counted from 0, is echoed with an APIException, and
 * is not saved unless it is said. The others are saved as ever.
 */
export interface RecordFault {
  kind: 'recordFails';
  record: number;
  /** The exception's message; without it, the one recorded text (fact sheet 3.3 a). */
  text?: string;
  saved?: boolean;
}

export interface PlannedFault {
  /** `SaveBundleList`, or `*` for every operation. */
  operation: string;
  fault: Fault;
  /** Strikes the n-th call from now on, and only that one. 1, the next call, when nothing else is said. */
  nth?: number;
  /** Strikes each call with this probability instead, until {@link FaultPlan.clear}. */
  probability?: number;
}

const ONLY_IN_SAVE_RESPONSE = new Set(['notAuthenticatedInResponse', 'duplicateData', 'saveResponse']);
const SAVES_RECORDS = ['SaveProducts', 'SaveCategories', 'SaveCompanies', 'SaveInvoices'];

/** Every kind once: the compiler sees to it that none is missing. */
const KINDS: Record<Fault['kind'], true> = {
  dropAfterSaving: true,
  dropBeforeSaving: true,
  dropAndSaveLater: true,
  html503Saved: true,
  html503NotSaved: true,
  expireSession: true,
  slow: true,
  notAuthenticatedInResponse: true,
  duplicateData: true,
  emptyAnswer: true,
  cutOff: true,
  absentResultElement: true,
  soapFault: true,
  saveResponse: true,
  recordFails: true,
};

/**
 * Which calls go wrong, and how. A call counts once it is readable and authenticated, so a plan for the second
 * `SaveBundleList` means the second one that would have been carried out.
 */
export class FaultPlan {
  #planned: (PlannedFault & { seen: number })[] = [];
  readonly #random: () => number;

  constructor(
    seed: number,
    private readonly operations: ReadonlySet<string>,
  ) {
    this.#random = seededRandom(seed);
  }

  /** Refuses what could never strike, or not as it says: a plan may come over HTTP. */
  plan(planned: PlannedFault): void {
    if (!(planned.fault.kind in KINDS)) {
      throw new Error(`No fault ${planned.fault.kind}. There are: ${Object.keys(KINDS).join(', ')}`);
    }
    if (planned.operation !== '*' && !this.operations.has(planned.operation)) {
      throw new Error(`No operation ${planned.operation}. There are: ${[...this.operations].join(', ')}`);
    }
    if (ONLY_IN_SAVE_RESPONSE.has(planned.fault.kind) && planned.operation !== 'SaveBundleList') {
      throw new Error(`${planned.fault.kind} can only be planned for SaveBundleList`);
    }
    if (planned.fault.kind === 'recordFails' && !SAVES_RECORDS.includes(planned.operation)) {
      throw new Error(`recordFails can only be planned for ${SAVES_RECORDS.join(', ')}`);
    }
    this.#planned.push({ ...planned, seen: 0 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes this call, if any. Every plan counts the call, the first that strikes wins. */
  next(operation: string): Fault | undefined {
    const struck = this.#planned.filter((plan) => {
      if (plan.operation !== '*' && plan.operation !== operation) return false;
      plan.seen += 1;
      if (plan.probability !== undefined) return this.#random() < plan.probability;
      return plan.seen === (plan.nth ?? 1);
    });
    this.#planned = this.#planned.filter((p) => p.probability !== undefined || p.seen < (p.nth ?? 1));
    return struck[0]?.fault;
  }

  pending(): PlannedFault[] {
    return this.#planned.map(({ operation, fault, nth, probability }) => ({
      operation,
      fault,
      nth,
      probability,
    }));
  }
}

/** Mulberry32: the same seed strikes the same calls, in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
