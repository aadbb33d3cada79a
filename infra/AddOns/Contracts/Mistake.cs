using Infra.Findings;

namespace Infra.AddOns.Contracts;

/// <summary>A mistake in the settings of an add-on.</summary>
/// <param name="Member">The member, as a stack file writes it, for example <c>oidc.issuer</c>; empty: the add-on
/// itself.</param>
/// <param name="Text">What was found and what is allowed.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record Mistake(string Member, string Text, Severity Severity = Severity.Error);
