namespace Infra.Reports.Sovereignty;

/// <summary>Who manages the key of stored data.</summary>
public enum KeyOwner
{
    /// <summary>The customer: the key is a resource of the plan, or made by the platform inside the cluster.</summary>
    Customer,

    /// <summary>The operator of the place.</summary>
    Provider,

    /// <summary>Nothing that the program sets up encrypts it.</summary>
    None,

    /// <summary>The program cannot tell.</summary>
    NotKnown,
}
