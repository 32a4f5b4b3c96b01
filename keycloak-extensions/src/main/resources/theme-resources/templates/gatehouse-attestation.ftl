<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('accepted'); section>
    <#if section = "header">
        ${attestationTitle}
    <#elseif section = "form">
        <div id="gatehouse-attestation-text">
            <#list attestationParagraphs as paragraph>
                <p>${paragraph}</p>
            </#list>
        </div>
        <form id="gatehouse-attestation" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <input type="hidden" name="id" value="${attestationId}" />
            <input type="hidden" name="version" value="${attestationVersion}" />
            <div class="${properties.kcFormGroupClass!}">
                <label for="accepted">
                    <input id="accepted" name="accepted" type="checkbox" value="true"
                        <#if messagesPerField.existsError('accepted')>aria-invalid="true" aria-describedby="accepted-error"</#if> />
                    ${msg("gatehouseAttestationAccept")}
                </label>
                <#if messagesPerField.existsError('accepted')>
                    <div id="accepted-error" class="${properties.kcInputErrorMessageClass!}" role="alert">
                        ${kcSanitize(messagesPerField.get('accepted'))?no_esc}
                    </div>
                </#if>
            </div>
            <div class="${properties.kcFormGroupClass!}">
                <button type="submit" class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">
                    ${msg("doContinue")}
                </button>
                <button type="submit" name="decline" value="true" class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonBlockClass!}">
                    ${msg("gatehouseAttestationDecline")}
                </button>
            </div>
        </form>
    </#if>
</@layout.registrationLayout>
