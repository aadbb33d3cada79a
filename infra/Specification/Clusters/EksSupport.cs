namespace Infra.Specification.Clusters;

/// <summary>Support policy of an EKS cluster's Kubernetes version.</summary>
public enum EksSupport
{
    /// <summary>The cluster is upgraded when standard support ends.</summary>
    Standard,

    /// <summary>The cluster stays on its version, at a higher price, until extended support ends.</summary>
    Extended,
}
