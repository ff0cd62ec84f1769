// Shows a chosen theme immediately. Without a script, the form is sent and the page comes back in that theme.

const form = document.getElementById("theme");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = event.submitter;
  const choice = new FormData(form, chosen);
  for (const button of form.querySelectorAll("button")) button.ariaPressed = String(button === chosen);
  if (chosen.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen.value;
  fetch(form.action, { method: "POST", body: choice, redirect: "manual" });
});
