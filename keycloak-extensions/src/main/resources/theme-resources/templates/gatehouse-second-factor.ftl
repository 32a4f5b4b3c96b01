<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('code'); section>
    <#if section = "header">
        ${msg("gatehouseSecondFactorTitle")}
    <#elseif section = "form">
        <form id="gatehouse-second-factor" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <div class="${properties.kcFormGroupClass!}">
                <div class="${properties.kcLabelWrapperClass!}">
                    <label for="code" class="${properties.kcLabelClass!}">
                        <#if recoveryCodes>${msg("gatehouseCodeOrRecoveryCode")}<#else>${msg("gatehouseCode")}</#if>
                    </label>
                </div>
                <span class="${properties.kcInputClass!}">
                    <input id="code" name="code" type="text" autocomplete="one-time-code" maxlength="64" dir="ltr" autofocus
                        <#if messagesPerField.existsError('code')>aria-invalid="true" aria-describedby="code-error"</#if> />
                </span>
                <#if messagesPerField.existsError('code')>
                    <div id="code-error" class="${properties.kcInputErrorMessageClass!}" role="alert">
                        ${kcSanitize(messagesPerField.get('code'))?no_esc}
                    </div>
                </#if>
            </div>
            <div class="${properties.kcFormGroupClass!}">
                <button type="submit" class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">
                    ${msg("doContinue")}
                </button>
            </div>
        </form>
    </#if>
</@layout.registrationLayout>
