import { account, expect, expectAccessible, expectNoSidewaysScroll, login, SCREENS, test } from "../support/app.ts";

for (const [name, size] of Object.entries(SCREENS)) {
  test.describe(`at ${size.width} px (${name})`, () => {
    test.use({ viewport: size });

    test("the clerk logs in and arrives at the home page", async ({ page }) => {
      const clerk = await login(page, "committee_clerk");
      await expect(page).toHaveURL(/\/$/);
      await expect(page.locator("h1")).toHaveCount(1);
      await expect(page.locator("body")).toContainText(clerk.name);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });

    test("the login page is accessible and lets nobody in with a wrong password", async ({ page }) => {
      await page.goto("/login");
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.locator('input[name="login"]').fill(account("committee_clerk").login);
      await page.locator('input[name="password"]').fill("not the password");
      await page.locator('form[action="/login"] button[type="submit"]').click();
      await expect(page.locator('[role="alert"]')).toBeVisible();
      await expect(page.locator('input[name="login"]')).toHaveValue(account("committee_clerk").login);
      await page.goto("/");
      await expect(page).toHaveURL(/\/login/);
    });
  });
}
