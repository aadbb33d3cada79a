namespace Infra.Specification.Teams;

/// <summary>The pod security level of a team's namespace.</summary>
public enum TeamPodSecurity
{
    /// <summary>Pods run as a user without rights (https://kubernetes.io/docs/concepts/security/pod-security-standards/).</summary>
    Restricted,

    /// <summary>Pods may run as root, and have nothing of the host.</summary>
    Baseline,
}
