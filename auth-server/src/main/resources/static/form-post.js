// Sends the answer on at once (OAuth 2.0 Form Post Response Mode); without script the person presses the button.
document.querySelector("form[data-form-post]")?.submit();
