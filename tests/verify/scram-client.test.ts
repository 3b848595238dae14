import { expect, it } from "vitest";
import { clientFinal, clientFirst, isServerSignature } from "../../src/verify/scram-client.ts";

const challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

it("proves the password as RFC 7677 has it, but for the name, which PostgreSQL leaves empty", () => {
  const first = { ...clientFirst("rOprNGfwEbeRWgbNEkqO"), message: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO" };
  const final = clientFinal(first, challenge, "pencil");
  expect(final.message).toBe(
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
  );
  expect(isServerSignature("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", final)).toBe(true);
  expect(isServerSignature("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", final)).toBe(false);
  expect(isServerSignature("e=other-error", final)).toBe(false);
});

it.each([
  ["a nonce of somebody else", "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"],
  ["no salt", "r=rOprNGfwEbeRWgbNEkqOx,i=4096"],
  ["too many rounds", "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=100000000"],
  ["nothing", ""],
])("refuses %s", (_title, text) => {
  expect(() => clientFinal(clientFirst("rOprNGfwEbeRWgbNEkqO"), text, "pencil")).toThrow();
});
