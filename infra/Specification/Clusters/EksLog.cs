namespace Infra.Specification.Clusters;

/// <summary>A control-plane log of EKS (https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html).</summary>
public enum EksLog
{
    /// <summary>The API server.</summary>
    Api,

    /// <summary>Who did what to which object.</summary>
    Audit,

    /// <summary>How IAM principals were mapped to Kubernetes users.</summary>
    Authenticator,

    /// <summary>The controllers of Kubernetes itself.</summary>
    ControllerManager,

    /// <summary>Where pods were scheduled, and why.</summary>
    Scheduler,
}
