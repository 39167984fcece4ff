// In the demo, choosing an agent fills in the address and goes on to the password.
for (const button of document.querySelectorAll("[data-email]")) {
  button.addEventListener("click", () => {
    document.getElementById("email").value = button.dataset.email;
    document.getElementById("password").focus();
  });
}
