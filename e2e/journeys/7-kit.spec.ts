// Every component in every state: accessible and no wider than the screen, in both lights, on both screens, in large letters.
import { expect, expectAccessible, expectNoSidewaysScroll, SCREENS, test } from "../support/app.ts";

const GROUPS = ["layout", "marks", "tables", "forms", "score", "charts", "phone", "bare", "screen"];

for (const [theme, size] of [["light", "normal"], ["dark", "normal"], ["light", "large"]] as const) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    test(`the components hold in ${theme}, ${size} letters, on the ${screen}`, async ({ page, baseURL }) => {
      await page.context().addCookies([
        { name: "theme", value: theme, url: baseURL! },
        { name: "size", value: size, url: baseURL! },
      ]);
      await page.setViewportSize(viewport);
      for (const group of GROUPS) {
        await page.goto(`/kit?group=${group}`);
        await expect(page.locator("h1")).toHaveCount(1);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });
  }
}

test("an error leads to its field, and the cursor stands in the first one", async ({ page }) => {
  await page.goto("/kit?group=forms");
  await expect(page.locator("#due")).toBeFocused();
  await page.getByRole("alert").first().getByRole("link", { name: /备注/ }).click();
  await expect(page.locator("#note")).toBeInViewport();
});
