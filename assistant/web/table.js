// A table: the link to a clause opens its notice. Runs once.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a.pa-clause");
  if (!link) return;
  event.preventDefault();
  window.policyAssistant.setOpener(link);
  trigger("select", {
    clause: link.dataset.clause,
    start: Number(link.dataset.start),
    end: Number(link.dataset.end),
  });
});
