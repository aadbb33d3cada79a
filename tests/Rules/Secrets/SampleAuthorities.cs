namespace Infra.Tests.Rules.Secrets;

/// <summary>Authorities that exist for tests alone.</summary>
internal static class SampleAuthorities
{
    /// <summary>The root of a fleet.</summary>
    public const string Root = """
        -----BEGIN CERTIFICATE-----
        MIIBgDCCASagAwIBAgIUTou8A+527Ie7od7VpMFZNhO2OtwwCgYIKoZIzj0EAwIw
        HTEbMBkGA1UEAwwSQUNNRSBwbGF0Zm9ybSByb290MCAXDTI2MTEyOTEyMzg1N1oY
        DzIxMjYxMTA1MTIzODU3WjAdMRswGQYDVQQDDBJBQ01FIHBsYXRmb3JtIHJvb3Qw
        WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQO7ZR8UxLJSv8kSJ4+0w3nOT/8HQNu
        nWS/a3omfAWH5PPPaVtyUXidDqzA7XbMswtAyyYeJdWDDKcsGzik7FZTo0IwQDAP
        BgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQU5AJb3rY0
        h+A6NDb1egTFGSIreBQwCgYIKoZIzj0EAwIDSAAwRQIgUC/6tTNywopLiY7FDrkD
        WgzxHgZgDoa7VpUWphSvv4cCIQC63ODDsZxot7jWhu7ZsyXG2f3jjT7OAyNnnoBH
        FmIYFQ==
        -----END CERTIFICATE-----

        """;

    /// <summary>The root of another one.</summary>
    public const string OtherRoot = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARqgAwIBAgIUbkQa1n3SsC/MBf2k5CpJHohuB0wwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMQW5vdGhlciByb290MCAXDTI2MTEyOTEyMzg1OFoYDzIxMjYx
        MTA1MTIzODU4WjAXMRUwEwYDVQQDDAxBbm90aGVyIHJvb3QwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAAQVJmuR5BrDf0jwPc+bN5k86Eeww2axiSUsmO61eD3f5A4A
        moRGekmEfHkhr+tF5BnRR4LuJJf49pH5ms9q9pxNo0IwQDAPBgNVHRMBAf8EBTAD
        AQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUhtfBYShIn9WJr0FFcvm5EhZg
        YtswCgYIKoZIzj0EAwIDSQAwRgIhAOtnzRVLWZvnZhQ7WvHJ19+DF4g1LzY6Wk7Z
        DgLlktnyAiEA9r8uWfWOWRqtj8qtA4caSvLhRj3tdgUqHsZ6kfTKulQ=
        -----END CERTIFICATE-----

        """;

    /// <summary>An authority that the root has signed.</summary>
    public const string Intermediate = """
        -----BEGIN CERTIFICATE-----
        MIIBjzCCATWgAwIBAgIBAjAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJBQ01FIHBs
        YXRmb3JtIHJvb3QwIBcNMjYxMTI5MTIzODU4WhgPMjEyNjExMDUxMjM4NThaMBsx
        GTAXBgNVBAMMEGFjbWUtcHJvZC1iZXJsaW4wWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAARcuvpl+j/z9RvxVqkG1e0nJNBNCa/gpw0AsqViMjSXVoGWmFcDSgmksfWt
        zTkpmkP60LuwPGFWPOYbFpdoOlyEo2YwZDASBgNVHRMBAf8ECDAGAQH/AgEAMA4G
        A1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUDrpdJEuCr9b5Pkf/WdGiPzAk6wwwHwYD
        VR0jBBgwFoAU5AJb3rY0h+A6NDb1egTFGSIreBQwCgYIKoZIzj0EAwIDSAAwRQIg
        b41od3dm6O4AdL5z1le4iGYXPnvFUTLHwp9V/bv1b4wCIQCcGddPKIn5LPAa6mz4
        hDa9QbdC35nr+uNshl0/wbmpBA==
        -----END CERTIFICATE-----

        """;

    /// <summary>Its private key, which nothing else uses.</summary>
    public const string IntermediateKey = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEILvljTlWxmc9uMYpBlwTrnOxTknil/wd5D6lkLOoL++YoAoGCCqGSM49
        AwEHoUQDQgAEXLr6Zfo/8/Ub8VapBtXtJyTQTQmv4KcNALKlYjI0l1aBlphXA0oJ
        pLH1rc05KZpD+tC7sDxhVjzmGxaXaDpchA==
        -----END EC PRIVATE KEY-----

        """;

    /// <summary>A certificate of the root that is no authority.</summary>
    public const string Leaf = """
        -----BEGIN CERTIFICATE-----
        MIIBbTCCAROgAwIBAgIBAzAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJBQ01FIHBs
        YXRmb3JtIHJvb3QwIBcNMjYxMTI5MTIzODU5WhgPMjEyNjExMDUxMjM4NTlaMA8x
        DTALBgNVBAMMBGxlYWYwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATtyThdWooU
        PAXJJquHBP/6C0Ho/OVCm4O8le0hQamOBUor1F8i3hrtmiISEJR8acdqV4rnqhQM
        UG5R/m5Y2jfno1AwTjAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBQ7FIiDMhOIvHR0
        yUn1MFb9iQtqUzAfBgNVHSMEGDAWgBTkAlvetjSH4Do0NvV6BMUZIit4FDAKBggq
        hkjOPQQDAgNIADBFAiBCxkoRhKG2hT6EXSYWJRbDgUWjKa3IgvI4pTNwcW+muQIh
        APu1zzOmlB+ER/+1UjLET1Wh2zPlfqdmUbg71IvPyaoa
        -----END CERTIFICATE-----

        """;
}
