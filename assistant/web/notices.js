// The list of notices, and the notice opened beside it. Runs once for each of the two.
const steps = () => window.policyAssistant;
window.policyNotices = {
  // The notice just opened: read from its head; asked whether to remove it, nothing happens by a key too many.
  showPanel: () => {
    const panel = document.querySelector(".pa-opened");
    if (!panel) return;
    panel.scrollTop = 0;
    (panel.querySelector(".pa-confirm button:last-child") || panel.querySelector("h2")).focus({ preventScroll: true });
  },
  showTold: () => {
    const told = document.querySelector("div.pa-told");
    const staged = document.querySelector(".pa-staged h3");
    (told || staged)?.scrollIntoView({ block: "nearest" });
    (staged || told)?.focus({ preventScroll: true });
  },
};
element.addEventListener("click", (event) => {
  const row = event.target.closest("button[data-row]");
  if (row) {
    const paragraphs = element.querySelectorAll(".pa-text > p:not(.pa-page)");
    const paragraph = paragraphs[Number(row.dataset.row)];
    if (!paragraph) return;
    element.querySelectorAll(".pa-shown-row").forEach((other) => other.classList.remove("pa-shown-row"));
    paragraph.classList.add("pa-shown-row");
    paragraph.scrollIntoView({ block: "center" });
    return;
  }
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  if (["select", "delete"].includes(button.dataset.do) && !button.closest(".pa-reader")) steps()?.setOpener(button);
  trigger(button.dataset.do, { notice: button.dataset.notice });
  if (button.dataset.do === "clear") steps()?.backToOpener();
});
element.addEventListener("keydown", (event) => {
  const close = element.querySelector(".pa-close");
  if (event.key === "Escape" && close) close.click();
});
