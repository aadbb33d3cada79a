using Infra.Specification.Clusters;

namespace Infra.Facts.Conventions;

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

    /// <summary>The cluster role by which pods of a namespace may use the security context constraint that goes with its level; absent where
    /// no constraints decide. OpenShift has a role for each constraint. Its default, <c>restricted-v2</c>, takes the user ids of the
    /// namespace alone, and the charts name their own; host paths and privileged containers it never takes.</summary>
    /// <seealso href="https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/authentication_and_authorization/managing-pod-security-policies"/>
    internal static string? Constraint(ClusterSpec cluster, IEnumerable<KeyValuePair<string, string>> labels) => cluster switch
    {
        { IsOpenShift: false } => null,
        _ when labels.Contains(new(EnforceLabel, "privileged")) => "system:openshift:scc:privileged",
        _ => "system:openshift:scc:nonroot-v2",
    };

    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    private static IEnumerable<KeyValuePair<string, string>> Labels(string level) =>
    [
        new("pod-security.kubernetes.io/audit", level),
        new(EnforceLabel, level),
        new("pod-security.kubernetes.io/warn", level),
    ];
}
