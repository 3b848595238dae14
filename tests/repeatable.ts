// CI asks the same random questions each time, so that a red run can be repeated; elsewhere they are new.
if (process.env.CI) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });
}
