namespace Infra.AddOns.Contracts;

/// <summary>Who is at the other end of a flow.</summary>
public enum FlowPeer
{
    /// <summary>Whatever scrapes metrics: the platform's Prometheus, on OpenShift that of the cluster.</summary>
    Monitoring,

    /// <summary>The API server of the cluster.</summary>
    ApiServer,

    /// <summary>The pods of the same namespace.</summary>
    Itself,

    /// <summary>Another add-on of the platform.</summary>
    AddOn,

    /// <summary>Every pod of the cluster.</summary>
    Pods,

    /// <summary>Users, by way of whatever lets traffic into the cluster.</summary>
    Users,

    /// <summary>The agent of a node that gives pods their credentials in the cloud.</summary>
    Credentials,

    /// <summary>Anything, inside and outside the cluster.</summary>
    Anything,
}
