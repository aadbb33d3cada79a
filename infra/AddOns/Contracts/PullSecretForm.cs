namespace Infra.AddOns.Contracts;

/// <summary>What the list of a chart's pull secrets has.</summary>
public enum PullSecretForm
{
    /// <summary>References, as in a pod: <c>- name: platform-registry</c>.</summary>
    References,

    /// <summary>Names: <c>- platform-registry</c>.</summary>
    Names,
}
