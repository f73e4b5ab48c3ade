// The notice beside the conversation: it closes by its button or by Escape. Runs once.
const close = () => {
  trigger("clear");
  window.policyAssistant.backToOpener();
};
element.addEventListener("click", (event) => {
  if (event.target.closest(".pa-close")) close();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
