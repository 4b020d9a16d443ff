// Written by `node clients/words/build/values.ts` from the catalogues.
type Value = string | number;

export interface SharedValues {
  supportCode(values: { code: Value }): string;
  tryAgainIn(values: { wait: Value }): string;
  time: {
    until(values: { day: Value; end: Value }): string;
    from(values: { day: Value; start: Value }): string;
    range(values: { day: Value; start: Value; end: Value }): string;
    hours(values: { count: number }): string;
    minutes(values: { count: number }): string;
    seconds(values: { count: number }): string;
    left(values: { duration: Value }): string;
  };
  pin: {
    entered(values: { length: Value; count: Value }): string;
  };
  password: {
    entered(values: { count: number }): string;
    letterKey(values: { letter: Value }): string;
    digitKey(values: { digit: Value }): string;
  };
  card: {
    triesLeft(values: { count: number }): string;
  };
}

export interface PhoneValues {
  step(values: { at: Value; of: Value }): string;
  consent: {
    contact(values: { contact: Value }): string;
  };
  check: {
    opensAgain(values: { time: Value }): string;
    app: {
      store(values: { store: Value }): string;
      scan(values: { address: Value }): string;
    };
    rows: {
      lost(values: { number: Value }): string;
    };
  };
  numbers: {
    typed(values: { length: Value; count: Value }): string;
    read(values: { text: Value }): string;
  };
  selfie: {
    engine(values: { percent: Value }): string;
    taken(values: { of: Value; count: Value }): string;
    triesLeft(values: { count: number }): string;
    timeLeft(values: { time: Value }): string;
  };
  receipt: {
    until(values: { time: Value }): string;
    opens(values: { time: Value }): string;
    dated(values: { date: Value }): string;
    offline(values: { time: Value }): string;
    reminders: {
      open(values: { time: Value }): string;
      left(values: { time: Value }): string;
    };
  };
}

export interface KioskValues {
  visit: {
    step(values: { current: Value; total: Value }): string;
    menu: {
      openUntil(values: { time: Value }): string;
    };
    found: {
      compareHint(values: { number: Value }): string;
      left(values: { duration: Value }): string;
    };
    confirm: {
      differs(values: { position: Value }): string;
    };
    takeCard: {
      kept(values: { time: Value }): string;
    };
    receipt: {
      cleared(values: { duration: Value }): string;
    };
    outage: {
      wait(values: { duration: Value }): string;
    };
    idle: {
      text(values: { duration: Value }): string;
    };
    reserveHow: {
      scan(values: { address: Value }): string;
    };
    note: {
      closing(values: { time: Value }): string;
      expiring(values: { time: Value }): string;
    };
    help: {
      call(values: { number: Value }): string;
    };
  };
  station: {
    outOfService: {
      closed: {
        happened(values: { opens: Value; closes: Value }): string;
      };
    };
    nextOpening(values: { time: Value }): string;
    selfTest: {
      skew(values: { seconds: Value }): string;
      waiting(values: { count: Value }): string;
    };
  };
}

export interface ConsoleValues {
  asTable(values: { what: Value }): string;
  under(values: { ms: Value }): string;
  percent(values: { share: Value }): string;
  now: {
    ofActive(values: { active: Value }): string;
  };
  calendar: {
    span(values: { from: Value; until: Value }): string;
    closure(values: { span: Value; what: Value }): string;
    endOf(values: { closure: Value }): string;
    asUtc(values: { utc: Value }): string;
    loses(values: { reservations: Value; hours: Value }): string;
  };
  search: {
    result(values: { of: Value }): string;
    onlyFirst(values: { count: Value }): string;
    number(values: { number: Value }): string;
    stateIs(values: { state: Value }): string;
    validUntil(values: { time: Value }): string;
    at(values: { kiosk: Value }): string;
  };
}
