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
  // What takes its time is told above the form, on a phone out of sight.
  showWorking: () => setTimeout(() => {
    document.querySelector("div.pa-told.pa-pending")?.scrollIntoView({ block: "nearest" });
  }, 500),
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
// Files may be dropped wherever they can be added.
const adding = element.closest(".pa-notices");
if (adding && adding.querySelector("input[type=file]") && !adding.dataset.takesFiles) {
  adding.dataset.takesFiles = "yes";
  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const show = (isOver) => adding.classList.toggle("pa-dropping", isOver);
  adding.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  adding.addEventListener("dragleave", (event) => {
    if (!adding.contains(event.relatedTarget)) show(false);
  });
  adding.addEventListener("drop", (event) => {
    show(false);
    const input = adding.querySelector("input[type=file]");
    if (!holdsFiles(event) || !input) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
element.addEventListener("keydown", (event) => {
  const close = element.querySelector(".pa-close");
  if (event.key === "Escape" && close) close.click();
});
