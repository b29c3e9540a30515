// cmi5: the unit speaks to the store of statements itself. Here it is only launched, and asked after.

import { addressOf, leave } from "./scorm.js";

const OFTEN = 4000;

export async function play({ given, stage, tell }) {
  const unit = given.units.find((one) => one.identifier === given.unit);
  const address = new URL(addressOf(unit), document.baseURI);
  for (const [name, value] of Object.entries(given.parameters)) {
    const isAddress = name === "endpoint" || name === "fetch";
    address.searchParams.set(name, isAddress ? new URL(value, document.baseURI).href : value);
  }
  stage.title = unit.title;
  stage.contentWindow.location.replace(address);
  tell("now", { unit: unit.identifier });
  const look = async () => {
    const answer = await fetch("standing", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) tell("standing", { standing: await answer.json() });
  };
  const looking = setInterval(look, OFTEN);
  return {
    end: async () => {
      clearInterval(looking);
      await leave(stage);
      await look();
    },
  };
}
