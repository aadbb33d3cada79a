namespace Infra.AddOns.Contracts;

/// <summary>Where a chart takes the secret with which its pods pull images: a line of an add-on's table.</summary>
/// <param name="Path">Value path of the list.</param>
/// <param name="Form">What the list has.</param>
public sealed record PullSecretPath(string Path, PullSecretForm Form = PullSecretForm.References);
