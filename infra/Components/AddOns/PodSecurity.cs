namespace Infra.Components.AddOns;

/// <summary>Levels of pod security as labels of a namespace. Stated for every namespace of the platform, since a hardened cluster (the
/// CIS profile of RKE2) refuses by default what a node agent needs.</summary>
/// <seealso href="https://kubernetes.io/docs/concepts/security/pod-security-standards/"/>
public static class PodSecurity
{
    /// <summary>For node agents: host paths, host network, privileged containers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Privileged => Labels("privileged");

    /// <summary>For ordinary workloads that are not hardened in full.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Baseline => Labels("baseline");

    /// <summary>For workloads that run as an ordinary user without any capability.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Restricted => Labels("restricted");

    private static IEnumerable<KeyValuePair<string, string>> Labels(string level) =>
    [
        new("pod-security.kubernetes.io/audit", level),
        new("pod-security.kubernetes.io/enforce", level),
        new("pod-security.kubernetes.io/warn", level),
    ];
}
