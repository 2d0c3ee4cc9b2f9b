// Times are typed in UTC; beside each field stands what that is by the reader's own clock.

for (const field of document.querySelectorAll("input[data-utc]")) {
  const told = document.createElement("span");
  told.className = "hint";
  field.after(told);
  const tell = () => {
    const moment = new Date(`${field.value}Z`);
    if (!field.value || Number.isNaN(moment.valueOf()) || !moment.getTimezoneOffset()) {
      told.textContent = "";
      return;
    }
    const how = { dateStyle: "medium", timeStyle: "short" };
    const local = moment.toLocaleString(document.documentElement.lang, how);
    told.textContent = field.dataset.utc.replace("…", local);
  };
  field.addEventListener("input", tell);
  tell();
}
