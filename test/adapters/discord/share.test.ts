import type { APIMessage } from "discord.js";
import { expect, test } from "vitest";
import { shared } from "../../../src/adapters/discord/render/shared-message.ts";
import { responseFaults } from "../../fakes/discord/check.ts";

const card = (description: string) =>
  ({
    components: [
      {
        type: 17,
        components: [
          {
            type: 12,
            items: [{ media: { url: "https://cdn.example/1/comparison.en.png" }, description }],
          },
        ],
      },
    ],
  }) as unknown as Pick<APIMessage, "components">;

test.each(["", "A table of four methods."])(
  "a picture with the description %j can be posted for all",
  (description) => {
    const { body, files } = shared(card(description), null)!;
    const names = files.map(({ name }) => name);
    expect(responseFaults({ type: 4, data: body }, 2, names)).toEqual([]);
    expect(names).toEqual(["comparison.en.png"]);
  },
);
